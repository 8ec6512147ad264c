"""A real but very weak language model behind the interface of OpenAI: a small transformer that has read one report and nothing else.

It writes fluent Dutch nonsense out of the report's own words, numbers and names, and points at the sentences that are most
like it: the hardest nonsense to tell from the truth. For the opt-in test only; needs torch (extra ``train``).

    python tests/answer/weak_model.py corpus     # trains for some minutes, then serves and prints its address
    IOBQA_TEST_LLM=openai-like:zwak@http://127.0.0.1:PORT/v1 pytest -n 0 -s tests/answer/test_generative_real_model.py
"""

import json
import re
import sys
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import Tensor, nn

from iobqa.report.corpus import load_report
from iobqa.report.sentences import split_sentences

CONTEXT, WIDTH, LAYERS, HEADS, VOCABULARY = 48, 160, 3, 4, 3000
STEPS, BATCH = 700, 24
END = "<einde>"


class SmallTransformer(nn.Module):
    """Decoder only; logits of the next subword at each place. Shape (batch, places, vocabulary)."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.words = nn.Embedding(size, WIDTH)
        self.places = nn.Embedding(CONTEXT, WIDTH)
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 4 * WIDTH, 0.1, batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.out = nn.Linear(WIDTH, size)

    def forward(self, rows: Tensor) -> Tensor:
        places = torch.arange(rows.shape[1])
        mask = nn.Transformer.generate_square_subsequent_mask(rows.shape[1])
        hidden = self.layers(self.words(rows) + self.places(places), mask=mask, is_causal=True)
        found: Tensor = self.out(hidden)
        return found


class Babbler:
    """The trained model with its subwords."""

    def __init__(self, sentences: Sequence[str]) -> None:
        torch.manual_seed(3)
        self._subwords = Tokenizer(models.BPE())
        self._subwords.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
        self._subwords.decoder = decoders.ByteLevel()
        self._subwords.train_from_iterator(sentences, trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=[END]))
        self._model = SmallTransformer(self._subwords.get_vocab_size())
        self._train([t for s in sentences for t in [*self._subwords.encode(s).ids, 0]])

    def _train(self, text: list[int]) -> None:
        rows = torch.tensor(text)
        optimiser = torch.optim.AdamW(self._model.parameters(), lr=2e-3)
        start = time.monotonic()
        for step in range(STEPS):
            at = torch.randint(len(rows) - CONTEXT - 1, (BATCH,))
            batch = torch.stack([rows[i : i + CONTEXT + 1] for i in at.tolist()])
            logits = self._model(batch[:, :-1])
            loss = nn.functional.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            if step % 100 == 0:
                sys.stderr.write(f"{step}: {loss.item():.2f} ({time.monotonic() - start:.0f} s)\n")
        self._model.eval()

    @torch.no_grad()
    def continued(self, start: str, warmth: float) -> str:
        """A sentence that begins with ``start``."""
        ids = self._subwords.encode(start).ids
        while len(ids) < CONTEXT:
            logits = self._model(torch.tensor([ids]))[0, -1] / warmth
            following = int(torch.multinomial(torch.softmax(logits, 0), 1))
            if following == 0:
                break
            ids.append(following)
        return str(self._subwords.decode(ids)).strip()

    def reply(self, told: str) -> str:
        """Five claims about the numbered sentences in ``told``, each pointing at the two most like it."""
        numbered = {int(n): text for n, text in re.findall(r"^\[(\d+)\] (.+)$", told, re.MULTILINE)}
        claims = []
        for text in list(numbered.values())[:5]:
            claim = self.continued(" ".join(text.lstrip("· ").split()[:3]), 0.7)
            near = sorted(numbered, key=lambda number: -len(set(claim.split()) & set(numbered[number].split())))
            claims.append({"text": claim, "sentences": near[:2]})
        return json.dumps({"claims": claims}, ensure_ascii=False)


def serve(babbler: Babbler) -> None:
    """Until stopped."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told = next(
                m["content"]
                for m in reversed(body["messages"])
                if "<zinnen>" in m["content"] or m is body["messages"][0]
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": babbler.reply(told)}}]})
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, content: dict[str, Any]) -> None:
            whole = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "zwak", **content}
            self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"openai-like:zwak@http://127.0.0.1:{server.server_address[1]}/v1\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    report = load_report(Path(sys.argv[1]))
    serve(Babbler([s for unit in report.paragraphs for s in split_sentences(unit.text)]))
