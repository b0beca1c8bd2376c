"""The engine that needs no key and no download: it quotes, it does not compose."""
