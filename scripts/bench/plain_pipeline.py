"""What many would build first: LlamaIndex with its defaults, over the same report, behind the same kind of service.

The export as one document, cut by ``SentenceSplitter`` as it comes, in a ``VectorStoreIndex`` as it comes, with the model that ships
with iobqa for the vectors (LlamaIndex's own default asks for a key, the usual others for a download). It finds the ten best
pieces. It quotes no sentence, cites no paragraph and refuses nothing: that would take a language model, and much longer.

    python plain_pipeline.py ask FOLDER QUESTION      (builds the index in FOLDER when there is none)
    python plain_pipeline.py serve FOLDER PORT WORKERS
"""

import os
import sys
from functools import cache
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from llama_index.core import Document, Settings, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from pydantic import BaseModel

from iobqa.report.corpus import load_corpus
from iobqa.search.encoder import Encoder, load_encoder
from iobqa.settings import Settings as OurSettings

_FOLDER = "PLAIN_PIPELINE"
"""Tells the processes of the service where the index is."""


class ShippedEmbedding(BaseEmbedding):
    """The model that ships with the report."""

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in _encoder().encode_questions([query])[0]]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(value) for value in _encoder().encode_passages([text])[0]]


class Question(BaseModel):
    """What ``POST /v1/ask`` takes."""

    question: str
    k: int = 10


@cache
def _encoder() -> Encoder:
    settings = OurSettings.read()
    return load_encoder(settings.encoder, settings.encoder_folder)


def retriever(folder: Path, k: int = 10) -> BaseRetriever:
    """The stored index, built first when there is none."""
    Settings.embed_model = ShippedEmbedding()
    Settings.llm = None
    if not (folder / "docstore.json").is_file():
        document = Document(text=load_corpus(OurSettings.read().corpus).raw)
        built = VectorStoreIndex.from_documents([document], transformations=[SentenceSplitter()])
        built.storage_context.persist(str(folder))
    index = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(folder)))
    return index.as_retriever(similarity_top_k=k)


def app() -> FastAPI:
    """The service."""
    service = FastAPI()
    found = retriever(Path(os.environ[_FOLDER]))

    @service.get("/readyz")
    def readyz() -> dict[str, str]:
        return {"status": "ok"}

    @service.post("/v1/ask")
    def ask(asked: Question) -> dict[str, object]:
        nodes = found.retrieve(asked.question)
        passages = [{"score": node.score, "id": node.node_id, "text": node.text} for node in nodes]
        return {"question": asked.question, "passages": passages}

    return service


def main() -> None:
    """Ask one question, or serve."""
    command, folder, *rest = sys.argv[1:]
    if command == "ask":
        sys.stdout.write(retriever(Path(folder)).retrieve(rest[0])[0].text)
    else:
        os.environ[_FOLDER] = folder
        uvicorn.run(
            "plain_pipeline:app",
            factory=True,
            host="127.0.0.1",
            port=int(rest[0]),
            workers=int(rest[1]),
            access_log=False,
            timeout_worker_healthcheck=60,  # a busy process is not a dead one
        )


if __name__ == "__main__":
    main()
