/**
 * Configuration of a program from flags, environment and file. This package is no contract: it is
 * here because every program depends on this module.
 */
@NullMarked
package io.fanfare.schemas.settings;

import org.jspecify.annotations.NullMarked;
