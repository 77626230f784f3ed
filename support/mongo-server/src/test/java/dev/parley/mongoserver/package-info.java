@NullMarked
package dev.parley.mongoserver;

import org.jspecify.annotations.NullMarked;
