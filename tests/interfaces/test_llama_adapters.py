"""The LlamaIndex adapters: our ids and positions, our ranking, cited units only, and our FAISS file with its own encoder."""

import asyncio
import re
import textwrap
from pathlib import Path

import pytest

from iobqa.errors import IndexMissing, ReportError
from iobqa.qa import ReportQA
from iobqa.records import Report
from iobqa.report.corpus import Corpus
from iobqa.settings import Settings
from mini_qa import MINI, corpus_with, mini_qa, static_encoder

llama = pytest.importorskip("iobqa.interfaces.llama")

QUESTION = "Wat gebeurde er na 2021 met de metingen?"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A corpus with a model and a place for the index."""
    folder = tmp_path_factory.mktemp("llama")
    return Settings(corpus=static_encoder(corpus_with(folder / "corpus", {})), index=folder / "index")


@pytest.fixture(scope="module")
def stored(settings: Settings) -> ReportQA:
    """The made-up report with its index on disk."""
    return ReportQA.open(settings, say=lambda _: None)


def test_one_node_a_unit_with_our_ids(mini_report: Report) -> None:
    nodes = llama.ReportNodeParser().get_nodes_from_documents([llama.report_document(MINI)])
    assert [node.id_ for node in nodes] == [unit.id for unit in mini_report.paragraphs]
    assert [node.text for node in nodes] == [unit.text for unit in mini_report.paragraphs]
    again = llama.ReportNodeParser()([llama.report_document(MINI)])
    assert [node.id_ for node in again] == [node.id_ for node in nodes]


def test_positions_count_in_the_export(mini_corpus: Corpus, mini_report: Report) -> None:
    nodes = llama.ReportNodeParser().get_nodes_from_documents([llama.report_document(MINI)])
    for node, unit in zip(nodes, mini_report.paragraphs, strict=True):
        assert (node.start_char_idx, node.end_char_idx) == (unit.spans[0][0], unit.spans[-1][1])
        exported = mini_corpus.raw[node.start_char_idx : node.end_char_idx].split()
        assert exported[0].partition("[")[0] == unit.text.split()[0]  # the mark of a footnote may be glued to it
        assert unit.text.split()[-1] in mini_corpus.raw[unit.spans[-1][0] : unit.spans[-1][1]]


def test_relations_are_document_lead_in_and_neighbours(mini_corpus: Corpus) -> None:
    from llama_index.core.schema import NodeRelationship

    nodes = llama.ReportNodeParser().get_nodes_from_documents([llama.report_document(MINI)])
    by_id = {node.id_: node for node in nodes}
    bullet = next(node for node in nodes if node.text.startswith("· meer waterplanten"))
    parent = bullet.relationships[NodeRelationship.PARENT].node_id
    assert by_id[parent].text.endswith("De volgende doelen stonden centraal:")
    note = by_id["voetnoot-2"]
    assert by_id[note.relationships[NodeRelationship.PARENT].node_id].text.startswith("· boeren die zelf meten")
    assert bullet.relationships[NodeRelationship.SOURCE].node_id == mini_corpus.sha256
    assert (
        by_id[bullet.relationships[NodeRelationship.NEXT].node_id].relationships[NodeRelationship.PREVIOUS].node_id
        == bullet.id_
    )
    assert NodeRelationship.PREVIOUS not in nodes[0].relationships
    assert NodeRelationship.NEXT not in nodes[-1].relationships


def test_models_read_the_reference_and_not_the_housekeeping() -> None:
    from llama_index.core.schema import MetadataMode

    node = llama.ReportNodeParser().get_nodes_from_documents([llama.report_document(MINI)])[5]
    for mode in (MetadataMode.EMBED, MetadataMode.LLM):
        assert f"ref: {node.metadata['ref']}" in node.get_content(mode)
        assert "section_id" not in node.get_content(mode)


def test_document_of_another_reader_is_refused() -> None:
    from llama_index.core import Document

    with pytest.raises(ReportError, match="report_document"):
        llama.ReportNodeParser().get_nodes_from_documents([Document(text="1. Inleiding")])


def test_retriever_ranks_as_search_does() -> None:
    qa = mini_qa()
    found = llama.ReportRetriever(qa, 4).retrieve(QUESTION)
    hits = qa.search(QUESTION, 4)
    assert [(node.node.metadata["number"], node.score) for node in found] == [(h.passage.number, h.score) for h in hits]
    assert [node.node.text for node in found] == [hit.passage.text for hit in hits]
    assert all(type(node.score) is float for node in found)
    assert [n.node.id_ for n in asyncio.run(llama.ReportRetriever(qa, 4).aretrieve(QUESTION))] == [
        node.node.id_ for node in found
    ]


def test_ids_of_passages_are_unique() -> None:
    ids = [llama.passage_node(passage).id_ for passage in mini_qa().index.passages]
    assert len(ids) == len(set(ids))


def test_engine_gives_the_answer_with_cited_units_only() -> None:
    qa = mini_qa()
    answer = qa.ask(QUESTION, 5)
    response = llama.ReportQueryEngine(qa, 5).query(QUESTION)
    assert str(response) == answer.answer
    assert [node.node.id_ for node in response.source_nodes] == [citation.id for citation in answer.citations]
    for node in response.source_nodes:
        quoted = node.metadata
        assert node.node.text[quoted["start"] : quoted["end"]] == quoted["quote"]
    assert response.metadata["answered"] is answer.answered
    assert response.metadata["confidence"] == round(answer.confidence, 4)
    assert str(asyncio.run(llama.ReportQueryEngine(qa, 5).aquery(QUESTION))) == answer.answer


def test_our_faiss_file_in_their_store(stored: ReportQA, settings: Settings) -> None:
    from llama_index.core.vector_stores import VectorStoreQuery

    vector = stored.index.encoder.encode_questions([QUESTION])[0]
    ours = stored.index.channels.passages.search(vector, 3)
    theirs = llama.faiss_store(stored, settings).query(
        VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=3)
    )
    assert [int(row) for row in theirs.ids] == [row for row, _ in ours]
    assert theirs.similarities == pytest.approx([score for _, score in ours], abs=1e-5)
    assert theirs.similarities[0] >= theirs.similarities[-1]


def test_vector_index_finds_with_our_encoder(stored: ReportQA, settings: Settings) -> None:
    found = llama.vector_index(stored, settings).as_retriever(similarity_top_k=3).retrieve(QUESTION)
    rows = [
        row for row, _ in stored.index.channels.passages.search(stored.index.encoder.encode_questions([QUESTION])[0], 3)
    ]
    assert [node.node.metadata["number"] for node in found] == rows


def test_index_that_is_not_stored(stored: ReportQA, settings: Settings, tmp_path: Path) -> None:
    elsewhere = Settings(corpus=settings.corpus, index=tmp_path)
    with pytest.raises(IndexMissing, match="iobqa index"):
        llama.faiss_store(stored, elsewhere)


def test_five_lines_of_the_documentation_run(
    settings: Settings, stored: ReportQA, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IOBQA_CORPUS", str(settings.corpus))
    monkeypatch.setenv("IOBQA_INDEX", str(settings.index))
    example = re.search(r"::\n\n((?:    .*\n)+)", llama.__doc__)
    assert example
    code = textwrap.dedent(example[1])
    assert len(code.splitlines()) == 5
    exec(compile(code.replace("Hoeveel projecten", "Hoeveel boeren"), "docstring", "exec"), {})
    assert capsys.readouterr().out.strip()
