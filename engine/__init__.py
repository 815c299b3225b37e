"""The rules engine: values in, values out. A ruleset and the data of a cycle become points, grades and consequences."""

VERSION = "0.1.0"
