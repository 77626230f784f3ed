/** RabbitMQ as Parley uses it: the topology, confirmed publishing, consuming with late acknowledgement. */
@NullMarked
package dev.parley.broker;

import org.jspecify.annotations.NullMarked;
