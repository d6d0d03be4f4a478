"""Puts a run's figures into docs/benchmarks.md, and their chart into docs/images."""

import pathlib

DOCS = pathlib.Path(__file__).resolve().parents[4] / "docs"
BEGIN, END = "<!-- figures: written by scripts/benchmark --document -->", "<!-- end of figures -->"

# What is asked of each ratio; the others are for information.
GOALS = {
    "train_lenet_ia_vs_keras": 2.2,
    "train_lenet_ia_vs_pytorch": 3.0,
    "train_lenet_relu_vs_keras": 1.7,
    "train_lenet_relu_vs_pytorch": 2.5,
    "train_resnet20_vs_keras": 1.6,
    "train_resnet20_vs_pytorch": 1.2,
    "train_mobilenetv2_vs_keras": 1.6,
    "train_mobilenetv2_vs_pytorch": 1.2,
    "bfloat16_vs_float32": 1.3,
    "ia_vs_relu_lenet": 1.4,
    "ia_vs_relu_c8": 1.1,
    "ia_vs_relu_c16": 1.5,
    "ia_vs_relu_c32": 1.7,
    "ia_vs_relu_c64": 1.85,
    "fit_vs_bare": 0.97,
    "latency_vs_pytorch": 1.0,
    "latency_vs_keras_predict": 100.0,
    "latency_median_vs_p99": 0.5,
    "predict_64_threads_vs_one": 1.0,
    "start_vs_keras": 4.0,
}


def table(result):
    lines = ["| ratio | median | single rounds | goal | ours | theirs |", "|---|---|---|---|---|---|"]
    for name, row in result["details"].items():
        spread = f"{row['lowest']:.2f} - {row['highest']:.2f}"
        unit = row["unit"]
        goal = f"{GOALS[name]:g}" if name in GOALS else ""
        lines.append(
            f"| `{name}` | **{row['ratio']:.2f}** | {spread} | {goal} "
            f"| {row['ours']:,.6g} {unit} | {row['theirs']:,.6g} {unit} |"
        )
    return "\n".join(lines)


def write(result):
    versions = ", ".join(f"{name} {version}" for name, version in result["versions"].items())
    text = (
        f"Measured {result['date']} on {result['machine']}, {result['rounds']} rounds; "
        f"{versions}.\n\n![Ratios](images/benchmarks.svg)\n\n{table(result)}"
    )
    page = DOCS / "benchmarks.md"
    before, rest = page.read_text().split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")
    (DOCS / "images" / "benchmarks.svg").write_text(chart(result))


def chart(result):
    """A bar for each ratio, in parts of its goal, so that latency and training share an axis."""
    rows = [(name, row) for name, row in result["details"].items() if name in GOALS]
    line, left, right, top = 24, 230, 150, 46
    unit = 260  # pixels from nothing to the goal
    width, height = left + 2 * unit + right, top + line * len(rows) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{left}" y="18" font-size="14">Ratios of medians, in parts of their goals</text>',
        f'<text x="{left + unit}" y="{top - 6}" text-anchor="middle" fill="#555">goal</text>',
    ]
    for i, (name, row) in enumerate(rows):
        goal, y = GOALS[name], top + i * line
        scale = lambda value: min(2.0, value / goal) * unit  # noqa: E731
        color = "#2a7f62" if row["ratio"] >= goal else "#c2803a"
        length, middle = scale(row["ratio"]), y + line / 2
        parts += [
            f'<text x="{left - 8}" y="{middle + 4}" text-anchor="end">{name}</text>',
            f'<rect x="{left}" y="{y + 4}" width="{length:.1f}" height="{line - 8}" fill="{color}"/>',
            f'<line x1="{left + scale(row["lowest"]):.1f}" x2="{left + scale(row["highest"]):.1f}" '
            f'y1="{middle}" y2="{middle}" stroke="#222"/>',
            f'<text x="{left + max(length, scale(row["highest"])) + 6:.1f}" y="{middle + 4}">'
            f"{row['ratio']:.2f} (goal {goal:g})</text>",
        ]
    parts.append(
        f'<line x1="{left + unit}" x2="{left + unit}" y1="{top}" y2="{height - 12}" '
        'stroke="#555" stroke-dasharray="4 3"/>'
    )
    return "\n".join([*parts, "</svg>", ""])
