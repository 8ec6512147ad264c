"""Every failure a user can do something about.

The message is Dutch, addressed to that user, and says what to do next. Library code raises these;
only the command line turns them into an exit code and only the HTTP service into a status.
"""


class IobqaError(Exception):
    """Base of all failures with a message for people."""

    status = 500
    """HTTP status that says the same."""


class ReportError(IobqaError):
    """The corpus folder is missing, incomplete, or not an export of this kind."""


class UnknownReference(IobqaError):
    """A reference or id that the report does not have."""

    status = 404


class QuestionError(IobqaError):
    """A question that cannot be handled as one: empty or far too long."""

    status = 400  # the Dutch API design rules ask 400 for every input that is not valid


class SettingsError(IobqaError):
    """A setting with a value that makes no sense."""


class IndexMissing(IobqaError):
    """No usable index and it could not be built."""

    status = 503


class IndexStale(IndexMissing):
    """The index was made from another report, model or setting than is configured now."""


class ServiceUnavailable(IobqaError):
    """The service is starting, full, or took too long; asking again later can help."""

    status = 503


class EncoderError(IobqaError):
    """The encoder folder or model is broken or cannot be loaded."""

    status = 503


class GoldenError(IobqaError):
    """Golden questions, a run or a baseline that cannot be used; lists every problem at once."""


class ModelError(IobqaError):
    """The configured language model does not answer or answers nonsense."""

    status = 502


class DocumentError(IobqaError):
    """A text to check, a basket of citations or a kept answer that cannot be used."""

    status = 422
