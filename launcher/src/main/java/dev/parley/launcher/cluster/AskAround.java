package dev.parley.launcher.cluster;

/** Please reach the node that asks, on its own address, and say whether that worked. */
record AskAround(String nodeId) {}
