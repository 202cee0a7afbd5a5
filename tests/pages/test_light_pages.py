"""Pages that only read a workspace stay light."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.made_story import talks

PROJECT = Path(__file__).parents[2]
OPEN_ALL = """
import json, sys
from streamlit.testing.v1 import AppTest
from ui.core.navigation import PAGES

app = AppTest.from_file("dashboard.py", default_timeout=60).run()
problems = [str(app.exception)] if app.exception else []
for page in PAGES[1:]:  # the app starts with the first
    app.switch_page(f"pages/{page.name}.py").run()
    problems += [f"{page.name}: {problem.value}" for problem in app.exception]
heavy = {"spacy", "thinc", "trafilatura", "sklearn"}
print(json.dumps({"problems": problems, "heavy": sorted(heavy & set(sys.modules))}))
"""


def test_showing_a_workspace_imports_no_spacy_on_any_page(tmp_path):
    talks().save(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", OPEN_ALL],
        cwd=PROJECT,
        env=os.environ | {"PARALLAX_WORKSPACE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ran.stdout.splitlines()[-1]) == {"problems": [], "heavy": []}
