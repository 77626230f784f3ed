@NullMarked
package dev.parley.notification.webhook;

import org.jspecify.annotations.NullMarked;
