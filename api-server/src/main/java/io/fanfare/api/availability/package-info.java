/** The servers that the API server needs: whether they answer, and how long to wait for them. */
@NullMarked
package io.fanfare.api.availability;

import org.jspecify.annotations.NullMarked;
