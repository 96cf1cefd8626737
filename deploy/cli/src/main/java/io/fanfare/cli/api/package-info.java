/** Clients of the API server. */
@NullMarked
package io.fanfare.cli.api;

import org.jspecify.annotations.NullMarked;
