/** The errors that the API reports to its clients. */
@NullMarked
package io.fanfare.api.errors;

import org.jspecify.annotations.NullMarked;
