"""What Prometheus reads: counts and times, never a question."""

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from iobqa.records import Answer

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The service's own figures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self.requests = Counter(
            "iobqa_requests_total", "Verzoeken", ["route", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "iobqa_request_seconds", "Duur van een verzoek", ["route"], buckets=_SECONDS, registry=self.registry
        )
        self.busy = Gauge("iobqa_requests_busy", "Verzoeken onderhanden", registry=self.registry)
        self.answers = Counter(
            "iobqa_answers_total",
            "Antwoorden; reason leeg: beantwoord",
            ["reason", "generator"],
            registry=self.registry,
        )
        self.origin = Counter(
            "iobqa_answers_origin_total",
            "Antwoorden naar herkomst: uitgerekend, bewaard (in het geheugen), samen (door twee tegelijk gevraagd)",
            ["origin"],
            registry=self.registry,
        )
        self.kept = Gauge("iobqa_answers_kept", "Antwoorden in het geheugen", registry=self.registry)
        self.workers = Gauge("iobqa_workers_ready", "Rekenprocessen die klaarstaan", registry=self.registry)
        self.refused = Counter(
            "iobqa_refused_total", "Verzoeken die een grens raakten", ["limit"], registry=self.registry
        )
        self.ready = Gauge("iobqa_ready", "1 als de index is geladen", registry=self.registry)

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        self.answers.labels(answer.reason or "", answer.generator).inc()

    def page(self) -> bytes:
        """All figures as text."""
        return generate_latest(self.registry)
