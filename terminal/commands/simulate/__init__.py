"""`kaoping simulate` and its commands: each analysis declares its own."""

from engine.message import Message
from terminal.commands.simulate.attribution import attribution
from terminal.commands.simulate.backtest import backtest
from terminal.commands.simulate.budget import budget
from terminal.commands.simulate.confidence import confidence
from terminal.commands.simulate.design import design
from terminal.commands.simulate.impact import impact
from terminal.commands.simulate.leave_one_out import leave_one_out
from terminal.commands.simulate.path import path
from terminal.commands.simulate.sensitivity import sensitivity
from terminal.commands.simulate.tipping import tipping
from terminal.usage import Group

simulate = Group(
    "simulate",
    texts=[
        Message("Try out a policy before it is decided: other rules, other data, chance."),
        Message(
            "Every analysis starts from a result.json (kaoping assess --out), which holds the ruleset, the data, the "
            "history and the decisions. It writes nothing but the brief that --report asks for."
        ),
    ],
    commands=[budget, confidence, impact, attribution, backtest, leave_one_out, sensitivity, design, path, tipping],
)
