/** What the server measures, and the port where it is read. */
@NullMarked
package io.fanfare.api.metrics;

import org.jspecify.annotations.NullMarked;
