@NullMarked
package dev.parley.message.pipeline;

import org.jspecify.annotations.NullMarked;
