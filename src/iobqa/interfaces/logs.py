"""One JSON object a line on stderr. No questions, no addresses of clients: what is not written cannot leak."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

LOGGER = logging.getLogger("iobqa.service")


class JsonLines(logging.Formatter):
    """Time, level, event and the facts given with ``extra={"facts": {...}}``."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["trace"] = _trace(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _trace(record: logging.LogRecord) -> list[str]:
    """Where it went wrong, and the kind of error; not its message, which may hold what a user typed."""
    kind, _, trace = record.exc_info or (None, None, None)
    places = []
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return [*places, kind.__name__ if kind else ""]


def set_up() -> None:
    """Send the service's log and uvicorn's warnings to stderr. uvicorn's access log stays off: it holds questions."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name, level in (("iobqa", logging.INFO), ("uvicorn", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False


def tell(event: str, **facts: object) -> None:
    """Write one line."""
    LOGGER.info(event, extra={"facts": facts})


def warn(event: str, **facts: object) -> None:
    """Write one line that someone should look at."""
    LOGGER.warning(event, extra={"facts": facts})
