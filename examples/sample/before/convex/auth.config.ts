export default {
  providers: [
    { domain: "https://sign-in.example.com", applicationID: "chat" },
    { domain: "https://partners.example.com", applicationID: "chat-partners" },
  ],
};
