/**
 * What a user sees: commands go in through the launcher, exit codes, lines, files and topics are looked at. Never calls
 * into a module under test, apart from the demo's generator and counts.
 */
package dev.sluice.acceptance;
