use super::message::Message;
use super::*;

const NAME: &str = "bold-hyena-681";

fn secret() -> InstanceSecret {
    InstanceSecret::parse("4361726e697461732c206c69746572616c6c79206d65616e696e6720226c6974").unwrap()
}

fn key(identity: AdminIdentity, read_only: bool) -> AdminKey {
    AdminKey { identity, issued_s: 1_700_000_000, read_only, token: None }
}

#[test]
fn minted_keys_are_verified() {
    for identity in [AdminIdentity::Member(0), AdminIdentity::Member(u64::MAX), AdminIdentity::System] {
        for read_only in [false, true] {
            let wanted = key(identity, read_only);
            let minted = wanted.mint(NAME, &secret(), [7; NONCE_LENGTH]).unwrap();
            assert!(minted.starts_with("bold-hyena-681|0107"), "{minted}");
            assert!(minted.parse::<ParsedKey>().unwrap().has_admin_secret());
            assert_eq!(AdminKey::verify(&minted, NAME, &secret()).unwrap(), wanted);
            assert_eq!(AdminKey::verify(&format!("prod:{minted}"), NAME, &secret()).unwrap(), wanted);
        }
    }
}

#[test]
fn other_keys_are_rejected() {
    let minted = key(AdminIdentity::Member(3), false).mint(NAME, &secret(), [7; NONCE_LENGTH]).unwrap();
    let other_secret = InstanceSecret::new([9; SECRET_LENGTH]);
    AdminKey::verify(&minted, NAME, &other_secret).unwrap_err();
    AdminKey::verify(&minted, "calm-cow-456", &secret()).unwrap_err();
    let unissued = AdminKey { issued_s: 0, ..key(AdminIdentity::System, false) };
    let unissued = unissued.mint(NAME, &secret(), [7; NONCE_LENGTH]).unwrap();
    AdminKey::verify(&unissued, NAME, &secret()).unwrap_err();
    // Every digit matters.
    for at in NAME.len() + 1..minted.len() {
        let mut changed = minted.clone().into_bytes();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        AdminKey::verify(&String::from_utf8(changed).unwrap(), NAME, &secret()).unwrap_err();
    }
    for text in
        ["", "|", "bold-hyena-681|", "bold-hyena-681|01", "bold-hyena-681|zz", minted.split_once('|').unwrap().1]
    {
        let error = AdminKey::verify(text, NAME, &secret()).unwrap_err();
        assert_eq!(error.code(), Some("BadDeployKey"));
    }
}

#[test]
fn messages_match_protocol_buffers() {
    let message =
        |identity, read_only| Message { instance_name: None, issued_s: 300, identity, read_only, token: None };
    for (message, bytes) in [
        (message(Some(AdminIdentity::Member(0)), false), vec![0x10, 0xac, 0x02, 0x18, 0x00]),
        (message(Some(AdminIdentity::System), true), vec![0x10, 0xac, 0x02, 0x22, 0x00, 0x28, 0x01]),
        (
            Message { instance_name: Some("ab".into()), issued_s: 0, identity: None, read_only: false, token: None },
            vec![0x0a, 0x02, b'a', b'b'],
        ),
    ] {
        assert_eq!(message.encode(), bytes);
        assert_eq!(Message::decode(&bytes), Some(message));
    }
    // Unknown fields are ignored. Truncated messages and invalid fields are errors.
    assert!(Message::decode(&[0x7a, 0x01, 0xff, 0x10, 0x05]).is_some_and(|message| message.issued_s == 5));
    for bytes in [&[0x10][..], &[0x0a, 0x05, 0x61], &[0x00], &[0x13], &[0xff; 11]] {
        assert_eq!(Message::decode(bytes), None, "{bytes:?}");
    }
}

#[test]
fn instance_secrets_have_64_digits_and_are_redacted() {
    assert_eq!(format!("{:?}", secret()), "<redacted>");
    for text in ["", "43", &"g".repeat(64), &"4".repeat(63), &"4".repeat(66)] {
        InstanceSecret::parse(text).unwrap_err();
    }
}
