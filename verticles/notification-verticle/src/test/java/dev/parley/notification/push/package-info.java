@NullMarked
package dev.parley.notification.push;

import org.jspecify.annotations.NullMarked;
