/** What contacts-verticle is asked, answers and announces. */
@NullMarked
package dev.parley.model.contacts;

import org.jspecify.annotations.NullMarked;
