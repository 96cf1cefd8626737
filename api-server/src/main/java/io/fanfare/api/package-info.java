/** The API server: starts, wires and stops the parts. */
@NullMarked
package io.fanfare.api;

import org.jspecify.annotations.NullMarked;
