"""Small documents in all styles, by name, for the tests of the layout."""

from __future__ import annotations

from collections.abc import Sequence

LONG_NAME = "样例县" + "甲乙丙丁戊己庚辛壬癸" * 5 + "工作领导小组办"


BODY_LINE = "中" * 28
TITLE = ("关于2016年度样例县乡镇精准扶贫业绩", "考核结果的通报")


def fence(name: str, **fields: str | Sequence[str]) -> str:
    """A fenced block."""
    lines = [
        f"{field}: {value}"
        for field, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return "\n".join([f"```{name}", *lines, "```", ""])


def head(style: str = "文件", **fields: str | Sequence[str]) -> str:
    given: dict[str, str | Sequence[str]] = {"issuer": "中共样例县委文件", "number": "样发〔2016〕3号", "title": TITLE}
    return fence("head", style=style, **{**given, "to": "各乡镇党委、人民政府", **fields}) + "\n"


def signature(*by: str) -> str:
    return fence("signature", by=by or ("中共样例县委",), date="2016年3月15日")


PROOFS = ("考核结果校验码 sha256:" + "ab" * 32, "计分规则《样例县乡镇考核》第1版 sha256:" + "cd" * 32)
RECORD = fence(
    "record",
    copies="县委办公室，县政府办公室",
    printer="中共样例县委办公室",
    printed="2016年3月16日",
    proof=PROOFS,
)
CORNER = ("000001", "机密★1年", "特急")

FIVE = ("中共样例县委组织部", "样例县扶贫开发办公室", "样例县财政局", "样例县审计局", "样例县农业农村局")


def wide_table() -> str:
    """Forty units by twelve columns."""
    names = ["乡镇", *(f"指标{letter}完成率" for letter in "甲乙丙丁戊己庚辛壬癸"), "总分"]
    rows = [names, ["---"] * 12, *([f"样例{chr(0x4E00 + number)}镇", *["9.50"] * 10, "95.00"] for number in range(40))]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n\n"


WORDINGS = {
    "full pages": head("无", issuer=(), number=(), to=()) + "\n\n".join([BODY_LINE * 30] * 2),
    "one line over": head("无", issuer=(), number=(), to=(), title="标题文字")
    + BODY_LINE * 19
    + "中" * 26
    + "\n\n正文。",
    "document": head(corner=CORNER)
    + "根据规定，现将考核结果通报如下：\n\n## 考核结果\n\n### 总体情况\n\n#### 各乡镇\n\n##### 得分\n\n正文文字。\n\n"
    + "1. 第一项。\n2. 第二项。\n\n正文文字，有**重点**文字。\n\n"
    + signature()
    + fence("remark", text="此件公开发布")
    + fence("annex", title="考核结果一览表")
    + "| 乡镇 | 总分 |\n|:--:|--:|\n| 样例甲镇 | 95.00 |\n\n"
    + fence("annex", title="考核口径")
    + "正文。\n\n"
    + RECORD,
    "report": head("上行文", signer=("甲某某", "乙某", "丙某某"), title="关于2016年度考核结果的报告")
    + "正文。\n\n"
    + signature(),
    "letter": head("信函", issuer="样例县扶贫开发办公室", corner=CORNER, title="关于2016年度考核结果的函")
    + BODY_LINE * 30
    + "\n\n"
    + signature("样例县扶贫开发办公室")
    + RECORD,
    "plain": head("无", issuer=(), number=(), title="谈话记录") + "正文。\n\n",
    "draft": head("信函", issuer="样例县扶贫开发办公室", mark="草案　未定稿　不得印发", stamp="征求意见稿")
    + "正文。\n\n",
    "joint": head(issuer=(*FIVE[:4], f"{FIVE[4]}文件")) + f"{BODY_LINE * 6}\n\n" + signature(*FIVE) + RECORD,
    "joint of two": head(issuer=("中共样例县委", "样例县人民政府文件"))
    + "正文。\n\n"
    + signature("中共样例县委", "样例县人民政府"),
    "long paragraph": head() + "根据规定，" * 160 + "\n\n" + signature() + RECORD,
    "paragraph to the foot": head(title="标题文字") + BODY_LINE * 27 + "中" * 26 + "\n\n" + signature(),
    "long name": head(issuer=LONG_NAME, title=("关于2016年度", LONG_NAME, "考核结果的通报"), to=LONG_NAME)
    + f"{LONG_NAME}：\n\n"
    + fence("form", row=(f"单位：{LONG_NAME} | 等次：{LONG_NAME}", f"单位：{LONG_NAME}"))
    + f"\n| 名次 | 乡镇 | 总分 |\n|:--:|:--:|:--:|\n| 1 | {LONG_NAME} | 90.00 |\n\n"
    + signature(LONG_NAME)
    + RECORD.replace("中共样例县委办公室", LONG_NAME),
    "long title": head(
        title=(
            "中共样例县委组织部、样例县扶贫开发办公室",
            "关于2016年度样例县乡镇精准扶贫业绩",
            "和驻村帮扶工作队工作实绩考核结果",
            "的通报",
        )
    )
    + "正文。\n\n",
    "wide tables": head()
    + BODY_LINE * 5
    + "\n\n"
    + signature()
    + fence("annex", title="各项得分表")
    + wide_table()
    + fence("annex", title="各项得分表", landscape="是")
    + wide_table()
    + fence("annex", title="说明")
    + "正文。\n\n"
    + RECORD,
    "turned end": head() + "正文。\n\n" + fence("annex", title="得分表", landscape="是") + "正文。\n\n" + RECORD,
    "empty table": head() + "正文。\n\n| 乡镇 | 总分 |\n|:--:|:--:|\n\n正文。\n\n" + signature(),
    "no fields": head("无", issuer=(), number=(), title="标题", to=()) + "正文。\n",
    "plain with corner": head("无", issuer=(), number=(), title="标题", to=(), corner=CORNER) + "正文。\n",
    "no number": head(number=(), to=())
    + "正文。\n\n"
    + fence("signature", date="2016年3月15日")
    + fence("record", proof="校验码"),
    "no signers": head("上行文", title="标题") + "正文。\n",
    "bare letter": head("信函", issuer="样例县扶贫开发办公室", number=(), title="标题", to=())
    + "正文。\n\n"
    + fence("record", proof="校验码"),
    "sheet": head("信函", issuer="样例县扶贫开发办公室", title="标题")
    + "正文。\n\n"
    + signature("样例县扶贫开发办公室")
    + fence("annex", title="一览表")
    + "正文。\n\n"
    + fence("sheet", title="送达回证")
    + fence("form", row=("受送达单位：样例甲镇 | 送达时间：", "只有一栏："))
    + RECORD,
    "forms": head("无", issuer=(), number=(), to=(), title="谈话记录")
    + "正文。\n\n"
    + fence("form", **{"row 8": [f"栏目{number}：内容" for number in "一二三四五"]})
    + fence("form", **{"row 40": "谈话内容：", "row": "很长的：" + "很长的内容，" * 300}),
    "ten headings": head()
    + "".join(
        f"## 第{letter}部分\n\n### 小标题{letter}\n\n" + "正文文字。" * 30 + "\n\n" for letter in "甲乙丙丁戊己庚辛壬癸"
    )
    + signature()
    + RECORD,
    "ten annexes": head()
    + "正文。\n\n"
    + signature()
    + "".join(fence("annex", title=f"一览表{letter}") + "正文。\n\n" for letter in "甲乙丙丁戊己庚辛壬癸"),
}
