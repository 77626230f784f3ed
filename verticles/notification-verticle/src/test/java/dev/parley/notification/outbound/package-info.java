@NullMarked
package dev.parley.notification.outbound;

import org.jspecify.annotations.NullMarked;
