"""The error of a pipeline that cannot be accelerated exactly."""


class UnsupportedPipelineError(Exception):
    """The pipeline is not built, or does not answer, as the acceleration expects."""
