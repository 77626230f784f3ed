@NullMarked
package dev.parley.message.store;

import org.jspecify.annotations.NullMarked;
