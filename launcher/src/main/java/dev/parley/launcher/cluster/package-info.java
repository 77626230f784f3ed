/** How processes become one event bus, and how one of them notices that it no longer belongs to it. */
@NullMarked
package dev.parley.launcher.cluster;

import org.jspecify.annotations.NullMarked;
