"""Policy briefs: what an analysis found, told on two pages: one sentence, tables, a chart."""
