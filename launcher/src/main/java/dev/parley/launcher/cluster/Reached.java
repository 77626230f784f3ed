package dev.parley.launcher.cluster;

/** @param by the node that answers; the one that asked, if the question came back to it */
record Reached(String by) {}
