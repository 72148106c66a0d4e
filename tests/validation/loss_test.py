"""Frames lost at random, 0 to 60 % of them: every method still reaches its target, and nothing diverges.

Reference figures are ours (docs/air.md); what is tested is that loss costs air and time, never the result: the fates add up,
what the server sums stays right (else the gap would not be reached), and rounds grow by little.

Usage: loss_test.py OGSIM
"""

import itertools
import unittest

from reproduction import Reproduction, run

LOSSES = (0.0, 0.2, 0.4, 0.6)
METHODS = ("gd", "lag-wk", "ordered-timer")


class Loss(Reproduction):
    def test_all_reach_the_target_whatever_is_lost_and_whether_or_not_models_are_repaired(self):
        rounds = {}
        for method, repair, loss in itertools.product(METHODS, ("none", "ask"), LOSSES):
            with self.subTest(method=method, repair=repair, loss=loss):
                done = run("loss.toml", {"method.name": method, "network.downlink_repair": repair,
                                         "network.channel.extra_loss": loss})
                self.assertEqual(done["status"], "target-reached")
                ends = sum(done[fate] for fate in ("delivered", "lost", "late", "withdrawn"))
                self.assertEqual(done["offered"], ends)
                rounds[method, repair, loss] = done["rounds"]
                # 10 % more rounds than without loss at the most: a worker that misses a model is counted with what it said last.
                self.check(f"{method:13} repair {repair:4} loss {loss}: rounds, delivered {done['delivered']}, models missed "
                           f"{done['missed_models']}", done["rounds"], rounds[method, repair, 0.0], relative=0.1)

    def test_nothing_is_lost_where_the_air_loses_nothing(self):
        done = run("loss.toml", {"network.channel.extra_loss": 0.0})
        self.assertEqual((done["lost"], done["late"], done["missed_models"]), (0, 0, 0))

    def test_repair_brings_more_models_home(self):
        missed = [run("loss.toml", {"network.downlink_repair": repair, "network.channel.extra_loss": 0.4, "run.rounds": 100})
                  ["missed_models"] for repair in ("none", "ask")]
        print(f"models missed in 100 rounds without and with repair: {missed}", flush=True)
        self.assertLess(missed[1], 0.8 * missed[0])


if __name__ == "__main__":
    unittest.main()
