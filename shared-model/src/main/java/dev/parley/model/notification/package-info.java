/** What notification-verticle is asked and answers. */
@NullMarked
package dev.parley.model.notification;

import org.jspecify.annotations.NullMarked;
