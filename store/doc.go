// Package store is what is remembered: the records, how they turn into bytes,
// and the contract by which they are read and changed. The implementations are
// below it (bolt keeps one file; memory forgets at the end), and
// storetest.Run states the contract as tests that each of them passes.
//
// One person is one [Account] under one key, with everything a rule must look
// at and change together: password, devices, the code under way, the counts of
// wrong tries. So one call to Change is a whole decision, in an embedded file
// today and in a replicated store tomorrow.
//
// The package decides nothing. Whether a code is right or a wait is over is for
// the caller to say, inside the function it hands to Change.
//
// What is kept is secret. Encode and Decode hold it in clear for as long as the
// call lasts; what reaches a disk is sealed by package seal.
package store
