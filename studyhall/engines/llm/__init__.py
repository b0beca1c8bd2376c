"""The engine that asks a language model, and believes it nothing that a source does not prove."""
