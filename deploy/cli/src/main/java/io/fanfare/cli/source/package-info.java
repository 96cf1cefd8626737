/**
 * Connections to the source, and writing to it as the application does: bound parameters, whole
 * statements.
 */
@NullMarked
package io.fanfare.cli.source;

import org.jspecify.annotations.NullMarked;
