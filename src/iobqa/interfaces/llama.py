"""The report for LlamaIndex: its paragraphs as nodes, our retrieval as a retriever, our answers as a query engine.

Five lines plug the report into an existing application::

    from iobqa.interfaces.llama import ReportQueryEngine
    response = ReportQueryEngine.open().query("Hoeveel projecten financierde het Mensenrechtenfonds per jaar?")
    print(response)
    for node in response.source_nodes:
        print(node.metadata["ref"], "-", node.metadata["quote"])

Importing this module imports llama_index (about 1.6 s); nothing else in the package imports it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.response.schema import Response
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.data_structs import IndexDict
from llama_index.core.node_parser import NodeParser
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import (
    BaseNode,
    Document,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.vector_stores.faiss import FaissVectorStore

from iobqa.errors import IndexMissing, ReportError
from iobqa.interfaces.payload import answer_payload
from iobqa.qa import ReportQA
from iobqa.records import Answer, Citation, Paragraph, Passage, Report
from iobqa.report.corpus import Corpus, load_corpus, parse_corpus
from iobqa.search.encoder import Encoder
from iobqa.settings import Settings

_UNSEEN = ["id", "section_id", "kind", "role", "ids", "number", "score", "quote", "start", "end", "url"]
"""Metadata that neither an embedding nor a language model should read; the reference and the headings remain."""


def report_document(folder: Path) -> Document:
    """The export in a corpus folder as one LlamaIndex document, for ``ReportNodeParser``. Raises ReportError."""
    corpus = load_corpus(folder)
    return Document(
        text=corpus.raw,
        id_=corpus.sha256,
        metadata={"title": str(corpus.about["title"]), "folder": str(corpus.folder)},
        excluded_embed_metadata_keys=["folder"],
        excluded_llm_metadata_keys=["folder"],
    )


class ReportNodeParser(NodeParser):
    """One node for each citable unit of the report, footnotes included, with our id: never cut, never renumbered.

    Takes documents from ``report_document``. Positions count in the document's text; relations are the document (SOURCE),
    the unit that introduces it (PARENT) and its neighbours in reading order (PREVIOUS, NEXT).
    """

    @classmethod
    def class_name(cls) -> str:
        return "ReportNodeParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: object) -> list[BaseNode]:
        return [unit for document in nodes for unit in _unit_nodes(document)]

    def _postprocess_parsed_nodes(self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]) -> list[BaseNode]:
        """Nothing: the base class looks positions up by text, which is wrong wherever the report repeats itself."""
        return nodes


def _unit_nodes(document: BaseNode) -> list[TextNode]:
    if "folder" not in document.metadata:
        raise ReportError(
            "Maak het document met iobqa.interfaces.llama.report_document; daar staat bij waar het vandaan komt."
        )
    corpus = load_corpus(Path(document.metadata["folder"]))
    report = parse_corpus(Corpus(corpus.folder, corpus.about, corpus.sha256, document.get_content()))
    nodes = [_unit_node(unit, report) for unit in report.paragraphs]
    source = document.as_related_node_info()
    for at, (node, unit) in enumerate(zip(nodes, report.paragraphs, strict=True)):
        relations = {
            NodeRelationship.SOURCE: source,
            NodeRelationship.PARENT: _related(report.carrier.get(unit.id) or unit.lead_in),
            NodeRelationship.PREVIOUS: _related(nodes[at - 1].id_ if at else None),
            NodeRelationship.NEXT: _related(nodes[at + 1].id_ if at + 1 < len(nodes) else None),
        }
        node.relationships = {name: other for name, other in relations.items() if other}
    return nodes


def _related(id: str | None) -> RelatedNodeInfo | None:
    return RelatedNodeInfo(node_id=id) if id else None


def _unit_node(unit: Paragraph, report: Report) -> TextNode:
    metadata = {
        "id": unit.id,
        "ref": unit.ref,
        "kind": unit.kind,
        "role": unit.role,
        "section": " › ".join(unit.section),
        "section_id": unit.section_id,
        "report": report.title,
    }
    node = _node(unit.id, unit.text, metadata)
    if unit.spans:
        node.start_char_idx, node.end_char_idx = unit.spans[0][0], unit.spans[-1][1]
    return node


def _node(id: str, text: str, metadata: dict[str, Any]) -> TextNode:
    unseen = [key for key in _UNSEEN if key in metadata]
    return TextNode(
        id_=id,
        text=text,
        metadata=metadata,
        excluded_embed_metadata_keys=unseen,
        excluded_llm_metadata_keys=unseen,
    )


def passage_node(passage: Passage) -> TextNode:
    """A passage (what retrieval ranks) as a node; ``metadata["ids"]`` are the units in it, its own id is made of these."""
    metadata = {
        "ref": passage.ref,
        "section": " › ".join(passage.section),
        "ids": list(passage.ids),
        "number": passage.number,
        "footnotes": " ".join(f"[{note.number}] {note.text}" for note in passage.footnotes),
    }
    return _node("+".join(passage.ids), passage.text, {key: value for key, value in metadata.items() if value != ""})


class ReportRetriever(BaseRetriever):
    """The ``k`` best passages for a question, by the same retrieval as the command line."""

    def __init__(self, qa: ReportQA, k: int = 10) -> None:
        self._qa, self._k = qa, k
        super().__init__()

    @classmethod
    def open(cls, settings: Settings | None = None, k: int = 10) -> "ReportRetriever":
        """With the settings of the environment when none are given. Raises IobqaError."""
        return cls(ReportQA.open(settings or Settings.read()), k)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._qa.search(query_bundle.query_str, self._k)
        return [NodeWithScore(node=passage_node(hit.passage), score=float(hit.score)) for hit in hits]


class ReportQueryEngine(CustomQueryEngine):
    """Our cited answer as a LlamaIndex response.

    ``source_nodes`` are the cited units only, in the order of their numbers, each with its quote and offsets; ``metadata``
    is the answer as JSON (``iobqa ask --json``), with ``answered``, ``reason`` and ``confidence``.
    """

    k: int = 10
    _qa: Any = PrivateAttr()

    def __init__(self, qa: ReportQA, k: int = 10, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(k=k, **kwargs)  # type: ignore[call-arg]
        self._qa = qa

    @classmethod
    def open(cls, settings: Settings | None = None, k: int = 10) -> "ReportQueryEngine":
        """With the settings of the environment when none are given. Raises IobqaError."""
        return cls(ReportQA.open(settings or Settings.read()), k)

    def custom_query(self, query_str: str) -> Response:
        answer: Answer = self._qa.ask(query_str, self.k)
        nodes = [NodeWithScore(node=_citation_node(citation), score=None) for citation in answer.citations]
        return Response(response=answer.answer, source_nodes=nodes, metadata=answer_payload(answer))


def _citation_node(citation: Citation) -> TextNode:
    metadata = {
        "id": citation.id,
        "ref": citation.ref,
        "kind": citation.kind,
        "section": " › ".join(citation.section),
        "number": citation.number,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "url": citation.url,
    }
    return _node(citation.id, citation.text, metadata)


class ReportEmbedding(BaseEmbedding):
    """The encoder that made our index, for LlamaIndex: vectors of another model would give confident nonsense with it."""

    _encoder: Any = PrivateAttr()

    def __init__(self, encoder: Encoder, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(model_name=encoder.name, **kwargs)
        self._encoder = encoder

    @classmethod
    def class_name(cls) -> str:
        return "ReportEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in self._encoder.encode_questions([query])[0]]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(value) for value in self._encoder.encode_passages([text])[0]]


def faiss_store(qa: ReportQA, settings: Settings) -> FaissVectorStore:
    """Our own file of passage vectors in a ``FaissVectorStore``: inner product, so that higher is nearer.

    Row ``n`` is passage ``n``. Raises IndexMissing when the index is not stored.
    """
    file = settings.index / qa.fingerprint / "dense-passages.faiss"
    if not file.is_file():
        raise IndexMissing(f"{file} bestaat niet. Bouw de index in een map waarin u mag schrijven: iobqa index.")
    return FaissVectorStore.from_persist_path(str(file))


def vector_index(qa: ReportQA, settings: Settings) -> VectorStoreIndex:
    """A ``VectorStoreIndex`` over our FAISS file, with our passages and our encoder: dense retrieval alone.

    ``ReportRetriever`` finds much more (words, the question bank, a learned ranking); this is for whoever needs a
    LlamaIndex vector store. Raises IndexMissing.
    """
    nodes = [passage_node(passage) for passage in qa.index.passages]
    documents = SimpleDocumentStore()
    documents.add_documents(nodes)
    context = StorageContext.from_defaults(docstore=documents, vector_store=faiss_store(qa, settings))
    rows = {str(row): node.id_ for row, node in enumerate(nodes)}
    embedding = ReportEmbedding(qa.index.encoder)
    return VectorStoreIndex(index_struct=IndexDict(nodes_dict=rows), storage_context=context, embed_model=embedding)
