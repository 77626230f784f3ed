@NullMarked
package dev.parley.gateway.realtime;

import org.jspecify.annotations.NullMarked;
