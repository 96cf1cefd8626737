/** Clients of the API server. */
@NullMarked
package io.fanfare.workloads.api;

import org.jspecify.annotations.NullMarked;
