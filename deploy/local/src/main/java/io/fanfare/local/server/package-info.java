/** One class for each server: its configuration, its command line and its readiness check. */
@NullMarked
package io.fanfare.local.server;

import org.jspecify.annotations.NullMarked;
