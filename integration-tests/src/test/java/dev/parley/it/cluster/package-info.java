/** Several processes on real servers: nodes are lost, frozen, replaced, while people chat. */
@NullMarked
package dev.parley.it.cluster;

import org.jspecify.annotations.NullMarked;
