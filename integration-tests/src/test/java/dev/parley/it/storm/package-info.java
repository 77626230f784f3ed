/** Load that comes all at once: everybody reconnects, many do not read, everyone writes more than there is room for. */
@NullMarked
package dev.parley.it.storm;

import org.jspecify.annotations.NullMarked;
