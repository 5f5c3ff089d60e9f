"""How the providers' public formats ask a model and tell its answer: one module for each."""
