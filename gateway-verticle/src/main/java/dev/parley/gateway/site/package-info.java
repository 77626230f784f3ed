/** Sites of the operator's own: folders on disk that are served beside Parley. */
@NullMarked
package dev.parley.gateway.site;

import org.jspecify.annotations.NullMarked;
