# Runs the Autobahn TestSuite's fuzzing client on Jython: URL, folder for the reports, cases separated by commas.
import sys
from autobahntestsuite import wstest

url, folder, cases = sys.argv[1:4]
wstest.start({'mode': 'fuzzingclient'}, {
    'options': {'failByDrop': False},
    'outdir': folder,
    'servers': [{'agent': 'parley', 'url': url, 'options': {'version': 18}}],
    'cases': cases.split(','),
    'exclude-cases': [],
    'exclude-agent-cases': {}})
