"""The warehouse file: load what was read, let dbt build on it aside, publish it at once, read it safely. No rule of the domain."""
